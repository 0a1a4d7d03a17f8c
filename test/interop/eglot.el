;;; eglot.el --- Drives an Emacs with eglot from inside  -*- lexical-binding: t -*-

(load (expand-file-name "emacs.el" (file-name-directory load-file-name)))
(require 'eglot)

(setq eglot-autoshutdown nil)

(cl-defmethod eglot-handle-notification :after
  (_server (_method (eql textDocument/publishDiagnostics)) &rest _)
  (cl-incf galley-published))

(defun galley-line (position)
  (1- (line-number-at-pos position)))

(defun galley-problem (problem)
  (list (cons 'line (galley-line (flymake-diagnostic-beg problem)))
        (cons 'endLine (galley-line (flymake-diagnostic-end problem)))
        (cons 'type (symbol-name (flymake-diagnostic-type problem)))
        (cons 'message (flymake-diagnostic-text problem))))

(defun galley-problems ()
  (flymake-start)
  (vconcat (mapcar #'galley-problem (flymake-diagnostics))))

(defun galley-run ()
  (find-file (getenv "GALLEY_FILE"))
  (run-hooks 'post-command-hook) ; as the command loop does, which a batch Emacs has not
  (galley-wait "the server" #'eglot-current-server)
  (galley-put 'mode (symbol-name major-mode))
  (galley-wait "problems" #'flymake-diagnostics)
  (galley-put 'problems (galley-problems))
  (galley-put 'symbols (vconcat (galley-names (eglot-imenu))))
  ;; Eglot says its settings unasked, and has none: an empty object.
  (galley-again "an empty didChangeConfiguration"
                (lambda () (eglot-signal-didChangeConfiguration (eglot-current-server))))
  (galley-put 'problemsAfterConfiguration (galley-problems))
  (when (getenv "GALLEY_LABEL") (galley-label-there))
  (when (getenv "GALLEY_ACTION")
    (let ((first (galley-line (flymake-diagnostic-beg (car (flymake-diagnostics))))))
      (when (galley-act #'eglot-code-actions first)
        (galley-put 'left (galley-problems))))))

(galley-drive #'galley-run #'eglot-shutdown-all)
