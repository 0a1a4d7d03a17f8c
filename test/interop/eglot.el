;;; eglot.el --- Drives an Emacs from inside  -*- lexical-binding: t -*-
;;;
;;; Opens a source with the configuration that is loaded, does what a user would, writes a report.
;;; Environment: GALLEY_FILE, the source; GALLEY_REPORT, the file for the report; GALLEY_ACTION, how
;;; the title of the code action to take begins; GALLEY_LINE, the zero-based line to take it on, by
;;; default that of the first problem.  The report says `refused' where no title begins so.

(require 'cl-lib)
(require 'imenu)
(require 'json)
(require 'eglot)

(defvar galley-patience 60)
(defvar galley-report nil)
(defvar galley-published 0 "How many times the server has published problems.")

(setq create-lockfiles nil
      make-backup-files nil
      flymake-no-changes-timeout 0.05
      eglot-autoshutdown nil)

(cl-defmethod eglot-handle-notification :after
  (_server (_method (eql textDocument/publishDiagnostics)) &rest _)
  (cl-incf galley-published))

(defun galley-wait (what done)
  "Wait until DONE returns something, and fail with WHAT when it does not."
  (let ((end (+ (float-time) galley-patience)) value)
    (while (not (or (setq value (funcall done)) (> (float-time) end)))
      (accept-process-output nil 0.01))
    (or value (error "Waited in vain for %s" what))))

(defun galley-put (key value)
  (push (cons key value) galley-report))

(defun galley-line (position)
  (1- (line-number-at-pos position)))

(defun galley-problem (problem)
  (list (cons 'line (galley-line (flymake-diagnostic-beg problem)))
        (cons 'endLine (galley-line (flymake-diagnostic-end problem)))
        (cons 'type (symbol-name (flymake-diagnostic-type problem)))
        (cons 'message (flymake-diagnostic-text problem))))

(defun galley-problems ()
  (vconcat (mapcar #'galley-problem (flymake-diagnostics))))

(defun galley-names (index)
  "The names in an INDEX of imenu, nested ones after what holds them."
  (cl-loop for (name . rest) in index
           append (cons name (and (consp rest) (consp (car rest)) (galley-names rest)))))

(defun galley-again (what change)
  "Make CHANGE, and wait until the server has published problems because of WHAT."
  (let ((before galley-published))
    (funcall change)
    (galley-wait what (lambda () (> galley-published before)))
    (flymake-start)))

(defun galley-act (wanted)
  "Take the code action whose title begins with WANTED, from the menu that a user gets."
  (let ((line (getenv "GALLEY_LINE")))
    (goto-char (if line (point-min) (flymake-diagnostic-beg (car (flymake-diagnostics)))))
    (when line (forward-line (string-to-number line)))
    (cl-letf (((symbol-function 'completing-read)
               (lambda (_prompt titles &rest _)
                 (let ((all (all-completions "" titles)))
                   (galley-put 'actions (vconcat all))
                   (or (cl-find-if (lambda (each) (string-prefix-p wanted each)) all)
                       (throw 'galley-refused (galley-put 'refused t))))))
              ((symbol-function 'y-or-n-p) (lambda (&rest _) (error "Asked for no reason"))))
      (setq last-nonmenu-event t) ; ask as from the keyboard
      (call-interactively #'eglot-code-actions))))

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
  (when (getenv "GALLEY_ACTION")
    (catch 'galley-refused
      (galley-again "the edit" (lambda ()
                                 (galley-act (getenv "GALLEY_ACTION"))
                                 (save-buffer)))
      (galley-put 'left (galley-problems)))))

(let ((failed nil))
  (condition-case failure
      (galley-run)
    (error (setq failed t)
           (galley-put 'failure (error-message-string failure))))
  (with-temp-file (getenv "GALLEY_REPORT")
    (insert (json-encode galley-report)))
  (set-buffer-modified-p nil)
  (ignore-errors (eglot-shutdown-all))
  (kill-emacs (if failed 1 0)))
