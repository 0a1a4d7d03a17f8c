;;; lsp-mode.el --- Drives an Emacs with lsp-mode from inside  -*- lexical-binding: t -*-

(load (expand-file-name "emacs.el" (file-name-directory load-file-name)))
(require 'lsp-mode)
(require 'lsp-diagnostics)

(setq lsp-auto-execute-action nil ; a menu with one entry is a menu
      lsp-imenu-detailed-outline nil ; names alone
      lsp-restart 'ignore)

(add-hook 'lsp-diagnostics-updated-hook (lambda () (cl-incf galley-published)))

(defun galley-problem (problem)
  (let ((range (lsp:diagnostic-range problem)))
    (list (cons 'line (lsp:position-line (lsp:range-start range)))
          (cons 'endLine (lsp:position-line (lsp:range-end range)))
          (cons 'code (lsp:diagnostic-code? problem))
          (cons 'severity (lsp:diagnostic-severity? problem))
          (cons 'message (lsp:diagnostic-message problem)))))

(defun galley-problems ()
  (vconcat (mapcar #'galley-problem (gethash (getenv "GALLEY_FILE") (lsp-diagnostics)))))

(defun galley-run ()
  (lsp-workspace-folders-add (getenv "HOME")) ; else it asks for the project's folder
  (find-file (getenv "GALLEY_FILE"))
  (unless (bound-and-true-p lsp-mode) (lsp)) ; a batch Emacs is never idle
  (galley-wait "the server" #'lsp-workspaces)
  (galley-put 'mode (symbol-name major-mode))
  (galley-wait "problems" (lambda () (> (length (galley-problems)) 0)))
  (galley-put 'problems (galley-problems))
  (galley-put 'symbols (vconcat (galley-names (funcall imenu-create-index-function))))
  (when (getenv "GALLEY_LABEL") (galley-label-there))
  (when (getenv "GALLEY_ACTION")
    (let ((first (cdr (assq 'line (aref (galley-problems) 0)))))
      (when (galley-act #'lsp-execute-code-action first)
        (galley-put 'left (galley-problems))))))

(galley-drive #'galley-run (lambda () (mapc #'lsp-workspace-shutdown (lsp-workspaces))))
