// Writes what comes from elsewhere in this repository: the types of the API and what each role group may do.
// With `--check` it writes nothing and fails where a committed file is stale.
import { readdir, readFile, writeFile } from 'node:fs/promises';
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

// `/me` names roles, and not everybody may list what roles allow. So the console knows the role groups that come with the server.
async function roleOperations() {
  const folder = here('../../content/access/roles/');
  // `everyone.cedar` is about one's own account and no role group.
  const files = (await readdir(folder)).filter((name) => name.endsWith('.cedar'));
  const names = files.filter((name) => name !== 'everyone.cedar').sort();
  const lines = await Promise.all(
    names.map(async (name) => {
      const text = (await readFile(new URL(name, folder), 'utf8')).replaceAll(/\/\/.*$/gm, '');
      const permits = text.split(';').filter((policy) => /\bpermit\s*\(/.test(policy));
      const found = permits.flatMap((policy) => [...policy.matchAll(/Action::"([a-z-]+)"/g)].map((match) => match[1]));
      const list = [...new Set(found)].sort().map((operation) => `    '${operation}',\n`);
      return `  ${name.replace('.cedar', '')}: [\n${list.join('')}  ],\n`;
    }),
  );
  return `${mark}/** What the role groups that come with the server allow, by the id of the role. */\nexport const ROLE_OPERATIONS = {\n${lines.join('')}} as const;\n`;
}

const files = { '../src/api/schema.ts': await schema(), '../src/api/role-operations.ts': await roleOperations() };
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
