;;; emacs.el --- What the drivers of Emacs share  -*- lexical-binding: t -*-
;;;
;;; A driver opens a source with the configuration that is loaded, does what a user would, and writes
;;; a report.  Environment: GALLEY_FILE, the source; GALLEY_REPORT, the file for the report;
;;; GALLEY_ACTION, how the title of the code action to take begins; GALLEY_LINE, the zero-based line
;;; to take it on, by default that of the first problem; GALLEY_LABEL, the kind to label that line with
;;; in place of an action.  The report says `refused' where no title begins so.

(require 'cl-lib)
(require 'imenu)
(require 'json)

(defvar galley-patience 60)
(defvar galley-report nil)
(defvar galley-published 0 "How many times the server has published problems.")

(setq create-lockfiles nil
      make-backup-files nil
      flymake-no-changes-timeout 0.05)

(defun galley-wait (what done)
  "Wait until DONE returns something, and fail with WHAT when it does not."
  (let ((end (+ (float-time) galley-patience)) value)
    (while (not (or (setq value (funcall done)) (> (float-time) end)))
      (accept-process-output nil 0.01))
    (or value (error "Waited in vain for %s" what))))

(defun galley-put (key value)
  (push (cons key value) galley-report))

(defun galley-names (index)
  "The names in an INDEX of imenu, nested ones after what holds them."
  (cl-loop for (name . rest) in index
           append (cons name (and (consp rest) (consp (car rest)) (galley-names rest)))))

(defun galley-again (what change)
  "Make CHANGE, and wait until the server has published problems because of WHAT."
  (let ((before galley-published))
    (funcall change)
    (galley-wait what (lambda () (> galley-published before)))))

(defun galley-go (otherwise)
  "Go to the line of the environment, or to OTHERWISE."
  (let ((line (getenv "GALLEY_LINE")))
    (goto-char (point-min))
    (forward-line (if line (string-to-number line) otherwise))))

(defun galley-choose (command first)
  "Call COMMAND, which offers code actions, on the line to take one on or on FIRST, and take it."
  (let ((wanted (getenv "GALLEY_ACTION")))
    (galley-go first)
    (cl-letf (((symbol-function 'completing-read)
               (lambda (_prompt titles &rest _)
                 (let ((all (all-completions "" titles)))
                   (galley-put 'actions (vconcat all))
                   (or (cl-find-if (lambda (each) (string-prefix-p wanted each)) all)
                       (throw 'galley-refused (galley-put 'refused t))))))
              ((symbol-function 'y-or-n-p) (lambda (&rest _) (error "Asked for no reason"))))
      (setq last-nonmenu-event t) ; ask as from the keyboard
      (call-interactively command))))

(defun galley-act (command first)
  "Take the code action of the environment, and wait for what the server says then."
  (catch 'galley-refused
    (galley-again "the edit" (lambda ()
                               (galley-choose command first)
                               (save-buffer)))
    t))

(defun galley-label-there ()
  "Label the line of the environment by the command of the configuration."
  (galley-go 0)
  (galley-again "the label" (lambda () (galley-label (getenv "GALLEY_LABEL"))))
  (let ((imenu-max-item-length nil))
    (galley-put 'symbolsLabelled (vconcat (galley-names (imenu--make-index-alist t))))))

(defun galley-drive (run stop)
  "RUN a driver, write the report, STOP the server and leave."
  (let ((failed nil))
    (condition-case failure
        (funcall run)
      (error (setq failed t)
             (galley-put 'failure (error-message-string failure))))
    (with-temp-file (getenv "GALLEY_REPORT")
      (insert (json-encode galley-report)))
    (set-buffer-modified-p nil)
    (ignore-errors (funcall stop))
    (kill-emacs (if failed 1 0))))
