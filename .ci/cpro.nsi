; The installer for Windows: for one user, without rights of an administrator.
; A 64-bit installer, as the program is.
Target amd64-unicode
Name "cpro"
OutFile "${OUT}"
InstallDir "$LOCALAPPDATA\Programs\cpro"
RequestExecutionLevel user
SetCompressor /SOLID lzma
ShowInstDetails nevershow
LoadLanguageFile "${NSISDIR}\Contrib\Language files\French.nlf"
Page instfiles
UninstPage uninstConfirm
UninstPage instfiles

!define KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\cpro"

Section
  SetOutPath "$INSTDIR"
  File /r "${FILES}\*.*"
  WriteUninstaller "$INSTDIR\desinstaller.exe"
  ; What the menu writes goes where people look for it.
  SetOutPath "$DOCUMENTS"
  CreateShortcut "$SMPROGRAMS\cpro.lnk" "$INSTDIR\cpro.exe"
  CreateShortcut "$DESKTOP\cpro.lnk" "$INSTDIR\cpro.exe"
  WriteRegStr HKCU "${KEY}" "DisplayName" "cpro"
  WriteRegStr HKCU "${KEY}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${KEY}" "UninstallString" "$\"$INSTDIR\desinstaller.exe$\""
SectionEnd

; The base stays: it is the only copy of a school's logins.
Section "Uninstall"
  RMDir /r "$INSTDIR\completions"
  RMDir /r "$INSTDIR\manuel"
  RMDir /r "$INSTDIR\examples"
  Delete "$INSTDIR\cpro.exe"
  Delete "$INSTDIR\README.md"
  Delete "$INSTDIR\CHANGELOG.md"
  Delete "$INSTDIR\LISEZ-MOI.txt"
  Delete "$INSTDIR\LICENSE"
  Delete "$INSTDIR\LICENSE-MIT"
  Delete "$INSTDIR\LICENSE-APACHE"
  Delete "$INSTDIR\desinstaller.exe"
  RMDir "$INSTDIR"
  Delete "$SMPROGRAMS\cpro.lnk"
  Delete "$DESKTOP\cpro.lnk"
  DeleteRegKey HKCU "${KEY}"
SectionEnd
