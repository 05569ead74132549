// Writes what comes from elsewhere in this repository: the types of the API.
// With `--check` it writes nothing and fails where a committed file is stale.
import { readFile, writeFile } from 'node:fs/promises';
import openapiTS, { astToString } from 'openapi-typescript';

const here = (path) => new URL(path, import.meta.url);
const check = process.argv.includes('--check');
const mark = '// Written by `npm run gen`. Do not change it by hand.\n\n';

async function schema() {
  const description = JSON.parse(await readFile(here('../../docs/openapi.json'), 'utf8'));
  // Ids of operations are not unique in it, and nothing here needs them: an operation is its path and method.
  for (const path of Object.values(description.paths)) {
    for (const operation of Object.values(path)) delete operation.operationId;
  }
  const syntax = await openapiTS(description);
  return mark + astToString(syntax);
}

const files = { '../src/api/schema.ts': await schema() };
for (const [path, text] of Object.entries(files)) {
  const old = await readFile(here(path), 'utf8').catch(() => '');
  if (old === text) continue;
  if (check) {
    console.error(`${path.slice(3)} is stale: run "npm run gen"`);
    process.exitCode = 1;
  } else {
    await writeFile(here(path), text);
    console.log(`wrote ${path.slice(3)}`);
  }
}
