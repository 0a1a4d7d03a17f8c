/** A text as a terminal shows it on one line: a space for what would steer the terminal or hide. */
export function visible(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, ' ');
}

/** A message with names in it, which may hold line ends and control characters; it must not. */
export function oneLine(message: string): string {
  return message.replace(/\p{Cc}/gu, (control) => {
    const code = control.charCodeAt(0).toString(16).padStart(2, '0');
    return control === '\n' ? '\\n' : `\\x${code}`;
  });
}
