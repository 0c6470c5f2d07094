PY ?= python3

demo demo-reset test check bench lock wheel env clean help: ; @$(PY) dev.py $@ $(ARGS)

.DEFAULT_GOAL := help
.PHONY: demo demo-reset test check bench lock wheel env clean help
