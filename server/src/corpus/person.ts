import { execFile } from 'node:child_process';
import { userInfo } from 'node:os';

/** Who is at work in a folder: the name that Git has there, or that of the account. */
export async function personAt(folder: string): Promise<string | undefined> {
  return (await nameInGit(folder)) || nameOfAccount();
}

function nameInGit(folder: string): Promise<string> {
  return new Promise((resolve) => {
    // Not run in the folder: on Windows a program of that name in it would be taken for Git. Without
    // Git there still is an account.
    execFile('git', ['-C', folder, 'config', 'user.name'], { timeout: 5000 }, (_error, output) =>
      resolve(output.trim()),
    );
  });
}

function nameOfAccount(): string | undefined {
  try {
    return userInfo().username || undefined;
  } catch {
    // An account by number only, as in a container.
    return undefined;
  }
}
