import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** A server of its own whose master key was taken away before it started. */
export class SealedServer {
  readonly origin: string;
  readonly #child: ChildProcess;
  readonly #folder: string;

  private constructor(folder: string, child: ChildProcess, origin: string) {
    this.#folder = folder;
    this.#child = child;
    this.origin = origin;
  }

  static async start(): Promise<SealedServer> {
    const folder = mkdtempSync(join(tmpdir(), 'ombud-sealed-'));
    const data = ['--data', join(folder, 'data')];
    const policy = ['policy', 'create', '--template', 'data-theft-departing-users', '--name', 'leavers'];
    run([...data, ...policy]);
    renameSync(join(folder, 'data/keys/master.key'), join(folder, 'safe.key'));
    const child = spawn(program(), [...data, 'serve', '--listen', '127.0.0.1:0'], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    for await (const line of createInterface({ input: child.stdout })) {
      const [, origin] = /^listening on (http:\S+)$/.exec(line) ?? [];
      if (origin !== undefined) return new SealedServer(folder, child, origin);
    }
    throw new Error('the sealed server ended before it listened');
  }

  unseal(): void {
    run(['unseal', '--server', this.origin, '--key', join(this.#folder, 'safe.key')]);
  }

  stop(): void {
    this.#child.kill();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

function program(): string {
  const path = process.env['OMBUD_PROGRAM'];
  if (path === undefined) throw new Error('set OMBUD_PROGRAM to the built program');
  return path;
}

function run(args: readonly string[]): void {
  const { status, stderr } = spawnSync(program(), args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${args.join(' ')}: ${stderr}`);
}
