import { problemOf } from './problem';

type Ask = () => Promise<boolean>;

let ask: Ask = () => Promise.resolve(false);

/** The dialog that asks who is there. It says whether the person has proved it. */
export function setFreshProofDialog(dialog: Ask): void {
  ask = dialog;
}

/** Does what may need a fresh proof of who is there: asks for it, then does it again. */
export async function withFreshProof<T>(act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    if (problemOf(error)?.kind !== 'fresh-sign-in-needed' || !(await ask())) throw error;
    return act();
  }
}
