import { once } from 'node:events';
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** A server of its own whose master key was taken away before it started. */
export class SealedServer {
  readonly #folder = mkdtempSync(join(tmpdir(), 'ombud-sealed-'));
  #child: ChildProcess | undefined;
  #listen = '127.0.0.1:0';

  static async start(): Promise<SealedServer> {
    const server = new SealedServer();
    const policy = ['policy', 'create', '--template', 'data-theft-departing-users', '--name', 'leavers'];
    run([...server.#data(), ...policy]);
    renameSync(join(server.#folder, 'data/keys/master.key'), server.#key());
    await server.#serve();
    return server;
  }

  get origin(): string {
    return `http://${this.#listen}`;
  }

  unseal(): void {
    run(['unseal', '--server', this.origin, '--key', this.#key()]);
  }

  /** Ends it and starts it again, sealed, under the same address. */
  async restart(): Promise<void> {
    await this.#end();
    await this.#serve();
  }

  async stop(): Promise<void> {
    await this.#end();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  async #serve(): Promise<void> {
    const args = [...this.#data(), 'serve', '--listen', this.#listen];
    const child = spawn(program(), args, { stdio: ['ignore', 'pipe', 'inherit'] });
    this.#child = child;
    for await (const line of createInterface({ input: child.stdout })) {
      const [, address] = /^listening on http:\/\/(\S+)$/.exec(line) ?? [];
      if (address !== undefined) {
        this.#listen = address;
        return;
      }
    }
    throw new Error('the sealed server ended before it listened');
  }

  async #end(): Promise<void> {
    const child = this.#child;
    if (child === undefined || child.exitCode !== null) return;
    child.kill();
    await once(child, 'exit');
  }

  #data(): readonly string[] {
    return ['--data', join(this.#folder, 'data')];
  }

  #key(): string {
    return join(this.#folder, 'safe.key');
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
