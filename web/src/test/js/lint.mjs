// A linter for the page's scripts that needs nothing but node: node lint.mjs FOLDER...
// ESLint would come with npm; what it would say of modules as small as these is little more than this.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, normalize, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

/** What is not said at all, and why. */
const NEVER = [
  [/\bvar\b/, 'var: let or const'],
  [/[^=!]==[^=]/, '==: ==='],
  [/!=[^=]/, '!=: !=='],
  [/\b(eval|Function)\s*\(/, 'code from text'],
  [/\.(innerHTML|outerHTML)\b|insertAdjacentHTML|document\.write/, 'markup from text: elements are made by h()'],
  [/\bconsole\.|\bdebugger\b/, 'left over from a search for a fault'],
  [/\balert\(/, 'a dialog that stops the page'],
];
const LONGEST = 120;

const files = process.argv.slice(2).flatMap(folder =>
  readdirSync(folder, { recursive: true })
    .filter(name => name.endsWith('.js'))
    .map(name => ({ path: join(folder, name), name: normalize(name), folder })),
);
const problems = [];
const complain = (file, line, what) => problems.push(`${relative('.', file.path)}:${line}: ${what}`);

/** Blanks out comments, strings and regular expressions, so that words in them count for nothing. */
function bare(source) {
  const token =
    /\/\/[^\n]*|\/\*[^]*?\*\/|'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|(?<=[(,=:[!&|?{};\n]\s*)\/(?:\\.|\[(?:\\.|[^\]\n])*\]|[^/\\\n])+\/[a-z]*/g;
  return source.replace(token, found => found.replace(/[^\n]/g, ' '));
}

/** Leaves of template strings what stands in `${}`. */
const withoutTemplates = source =>
  source.replace(/`(?:\\.|\$\{(?:[^{}]|\{[^{}]*\})*\}|[^`\\])*`/g, found =>
    found.replace(/(\$\{(?:[^{}]|\{[^{}]*\})*\})|[^\n]/g, (_, inner) => inner ?? ' '),
  );

const count = (source, name) => source.split(new RegExp(`(?<![\\w$]|(?<!\\.\\.)\\.)${name.replace('$', '\\$')}(?![\\w$])`)).length - 1;

/** Has node read it as a module, which it does by the end of its name. */
function checkSyntax(file) {
  const folder = mkdtempSync(join(tmpdir(), 'lint-'));
  try {
    writeFileSync(join(folder, 'module.mjs'), readFileSync(file.path));
    execFileSync(process.execPath, ['--check', join(folder, 'module.mjs')]);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const imported = new Set();
const exported = [];
// What the tests ask of a module, or the page only when it needs it.
const own = dirname(fileURLToPath(import.meta.url));
const tests = readdirSync(own).filter(name => name.endsWith('.test.mjs'));
const asked = tests.map(name => readFileSync(join(own, name), 'utf8')).join('\n');
for (const file of files) {
  checkSyntax(file);
  const source = readFileSync(file.path, 'utf8');
  const code = withoutTemplates(bare(source));
  source.split('\n').forEach((line, i) => {
    if (line.length > LONGEST) {
      complain(file, i + 1, `longer than ${LONGEST} characters`);
    }
    if (/\s$/.test(line)) {
      complain(file, i + 1, 'blanks at its end');
    }
  });
  code.split('\n').forEach((line, i) => {
    NEVER.filter(([pattern]) => pattern.test(line)).forEach(([, what]) => complain(file, i + 1, what));
  });
  for (const [, names, from] of source.matchAll(/^import\s*\{([^}]*)\}\s*from\s*'([^']+)';/gm)) {
    for (const one of names.split(',').map(name => name.trim()).filter(Boolean)) {
      const [outer, inner = outer] = one.split(' as ');
      imported.add(`${normalize(join(dirname(file.name), from))}#${outer}`);
      if (count(code, inner) < 2) {
        complain(file, 1, `imported and not used: ${inner}`);
      }
    }
  }
  for (const [, from, name] of source.matchAll(/await import\('([^']+)'\)\)\.(\w+)/g)) {
    imported.add(`${normalize(join(dirname(file.name), from))}#${name}`);
  }
  for (const [, , name] of source.matchAll(/^export (?:async )?(function|class|const) (\w+)/gm)) {
    exported.push([file, name]);
  }
  for (const [, kind, name] of code.matchAll(/(?<![\w.])(const|let) (\w+)(?= =|;| of| in)/g)) {
    if (count(code, name) < 2 && !source.includes(`export ${kind} ${name}`)) {
      complain(file, 1, `declared and not used: ${name}`);
    }
    if (kind === 'let' && !new RegExp(`(?<![\\w$.])${name}\\s*([-+*/%&|^?]|<<|>>|\\?\\?)?=[^=]|(\\+\\+|--)${name}\\b|\\b${name}(\\+\\+|--)|[[,]\\s*${name}\\s*[\\],]`).test(code.replace(`let ${name} =`, ''))) {
      complain(file, 1, `never changed, so const: ${name}`);
    }
  }
  for (const [, name] of code.matchAll(/^(?:async )?function (\w+)/gm)) {
    if (count(code, name) < 2) {
      complain(file, 1, `not used: ${name}`);
    }
  }
}
for (const [file, name] of exported) {
  if (!imported.has(`${file.name}#${name}`) && count(asked, name) === 0) {
    complain(file, 1, `exported and imported by nobody: ${name}`);
  }
}
console.log(problems.join('\n'));
process.exit(problems.length > 0 ? 1 : 0);
