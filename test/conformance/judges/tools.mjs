// The outside programs a judge needs, installed where this machine lets us. What cannot be had is said loudly, never passed over.
import { existsSync, mkdirSync, readdirSync, statSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const here = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
export const work = path.join(here, 'work');
const venvPython = path.join(work, 'venv', 'bin', 'python');

/** @returns {{status: number | null, stdout: string, stderr: string}} */
export function run(command, args, options = {}) {
  const done = spawnSync(command, args, { encoding: 'utf8', maxBuffer: 256 << 20, timeout: 600_000, ...options });
  return { status: done.error ? null : done.status, stdout: done.stdout ?? '', stderr: (done.stderr ?? '') + (done.error ? String(done.error) : '') };
}

export function has(command) {
  return run('sh', ['-c', `command -v ${command}`]).status === 0;
}

let packageListsRead = false;

function installDebian(packages) {
  if (process.getuid?.() !== 0 || !has('apt-get')) return;
  if (!packageListsRead) {
    run('apt-get', ['update', '-qq']);
    packageListsRead = true;
  }
  console.log(`[conformance] installing ${packages.join(', ')} …`);
  run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], { env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } });
}

/** Installs the Debian packages when `command` is missing; tells whether it is there now. */
export function need(command, ...packages) {
  if (!has(command)) installDebian(packages);
  return has(command);
}

export const pyhankoVersions = ['pyhanko==0.38.0', 'pyhanko-certvalidator==0.33.0'];

/** A virtual environment with pyHanko; undefined when Python or the packages cannot be had. */
export function pyhankoPython() {
  if (run(venvPython, ['-c', 'import pyhanko']).status === 0) return venvPython;
  if (!need('python3', 'python3', 'python3-venv')) return undefined;
  mkdirSync(work, { recursive: true });
  console.log('[conformance] installing pyHanko …');
  if (run('python3', ['-m', 'venv', path.join(work, 'venv')]).status !== 0) {
    installDebian(['python3-venv']);
    run('python3', ['-m', 'venv', '--clear', path.join(work, 'venv')]);
  }
  run(venvPython, ['-m', 'pip', 'install', '--quiet', ...pyhankoVersions]);
  return run(venvPython, ['-c', 'import pyhanko']).status === 0 ? venvPython : undefined;
}

const javaFiles = (folder) => readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));

function isNewerThan(file, ...sources) {
  return existsSync(file) && sources.every((source) => statSync(source).mtimeMs <= statSync(file).mtimeMs);
}

/** The class path of a judge built with Maven in its folder; undefined when Java, Maven or the artifacts cannot be had. */
function mavenClassPath(folder, title) {
  const jar = path.join(here, folder, 'target', `${folder}-judge.jar`);
  if (!need('javac', 'default-jdk-headless') || !need('mvn', 'maven')) return undefined;
  if (!isNewerThan(jar, path.join(here, folder, 'pom.xml'), ...javaFiles(path.join(here, folder, 'src')))) {
    console.log(`[conformance] building the ${title} judge with Maven …`);
    const built = run('mvn', ['-q', '-B', 'package'], { cwd: path.join(here, folder) });
    if (built.status !== 0) console.error(built.stdout.slice(-2000), built.stderr.slice(-2000));
  }
  return existsSync(jar) ? `${jar}${path.delimiter}${path.join(here, folder, 'target', 'lib', '*')}` : undefined;
}

/** The European Commission's DSS. */
export const dssClassPath = () => mavenClassPath('dss', 'DSS');

/** veraPDF. */
export const verapdfClassPath = () => mavenClassPath('verapdf', 'veraPDF');
