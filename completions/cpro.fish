complete --keep-order --exclusive --command cpro --arguments "(COMPLETE=fish cpro -- (commandline --current-process --tokenize --cut-at-cursor) (commandline --current-token))"
