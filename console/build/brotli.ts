import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants } from 'node:zlib';
import type { Plugin } from 'vite';

const compress = promisify(brotliCompress);

/**
 * Writes a `.br` twin beside each text file of the build, so that the server compresses nothing while it answers.
 * `index.html` has none: the server writes a nonce into it for each answer. Fonts are compressed already.
 */
export function brotli(): Plugin {
  let folder = 'dist';
  return {
    name: 'ombud-brotli',
    apply: 'build',
    configResolved(config) {
      folder = config.build.outDir;
    },
    async closeBundle() {
      const names = await readdir(folder, { recursive: true });
      await Promise.all(
        names.filter((name) => /\.(js|css|svg|txt)$/.test(name)).map((name) => twin(join(folder, name))),
      );
    },
  };
}

async function twin(path: string): Promise<void> {
  if (!(await stat(path)).isFile()) return;
  const text = await readFile(path);
  const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: text.length };
  await writeFile(`${path}.br`, await compress(text, { params }));
}
