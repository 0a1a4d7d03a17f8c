import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { alikeOf, keepTexts } from '../../server/src/core/keep.ts';
import { Lines } from '../../server/src/core/lines.ts';
import { withRules } from '../../server/src/language/keepFile.ts';
import { globOf, keepOf } from '../../server/src/settings/keep.ts';

function kept(text: string, ...texts: Parameters<typeof keepTexts>[0]): number[] {
  const flags = keepTexts(texts)(Lines.of(text));
  return [...flags].flatMap((flag, line) => (flag ? [line] : []));
}

describe('kept lines', () => {
  it('have the very words, whatever white space is around them', () => {
    const rule = { text: 'Read also', like: false };
    assert.deepEqual(kept('Read also\n  Read also\t\nread also\nRead  also\nRead', rule), [0, 1]);
    assert.deepEqual(kept(`${' '.repeat(200)}Read also`, rule), [0]);
    assert.deepEqual(kept('\n\n   \n', rule), []);
  });

  it('may differ in numbers and white space where they only have to be alike', () => {
    const rule = { text: '3 Comments', like: true };
    assert.deepEqual(kept('3 Comments\n12  Comments\nComments\n3 comments\n4', rule), [0, 1]);
    assert.deepEqual(kept('3 Comments\n12 Comments', { ...rule, like: false }), [0]);
    assert.equal(alikeOf(' Page 3\tof 10 '), 'Page 0 of 0');
  });
});

describe('rules of a project', () => {
  const lines = Lines.of('Read also');
  const holds = (sources: string, path: string) =>
    keepOf([{ text: 'Read also', sources }], path)?.(lines)[0] === 1;

  it('hold in the sources that they name', () => {
    assert.equal(holds('pages/**', 'pages/a/b.txt'), true);
    assert.equal(holds('pages/**', 'other/b.txt'), false);
    assert.equal(holds('a.txt', 'pages/a.txt'), true, 'a bare name is one of any folder');
    assert.equal(holds('/a.txt', 'pages/a.txt'), false);
  });

  it('can name one path, whatever signs are in it', () => {
    for (const path of ['a.txt', 'x/[1] (b) {c,d} *?!+@.txt', 'x/a|b.txt']) {
      assert.equal(holds(globOf(path), path), true, path);
      assert.equal(holds(globOf(path), `more/${path}`), false, path);
    }
    assert.equal(holds(globOf('x/*.txt'), 'x/a.txt'), false);
  });
});

describe('a project file', () => {
  const rule = { text: 'Read also' };
  const added = (text: string, ...rules: { text: string }[]): string | undefined => {
    const edits = withRules(text, rules);
    return edits?.reduce(
      (all, { offset, length, content }) =>
        all.slice(0, offset) + content + all.slice(offset + length),
      text,
    );
  };

  it('is begun where there is none', () => {
    assert.deepEqual(JSON.parse(added('', rule) ?? ''), { keep: [rule] });
  });

  it('keeps its other content and its form', () => {
    const before = '{\r\n\t"exclude":   [],\r\n\t"strip.policy": "safe"\r\n}\r\n';
    const after = added(before, rule) ?? '';
    assert.deepEqual(JSON.parse(after), { exclude: [], 'strip.policy': 'safe', keep: [rule] });
    assert.match(after, /^\{\r\n\t"exclude": {3}\[\],\r\n\t"strip\.policy": "safe",\r\n\t"keep"/);
    assert.doesNotMatch(after, /[^\r]\n/);
    const more = added(after, { text: 'Sit down' }, rule) ?? '';
    assert.deepEqual(JSON.parse(more).keep, [rule, { text: 'Sit down' }]);
    assert.ok(more.startsWith(after.slice(0, after.indexOf('Read also'))));
  });

  it('keeps its byte order mark', () => {
    const after = added('\uFEFF{}\n', rule) ?? '';
    assert.equal(after.charCodeAt(0), 0xfeff);
    assert.deepEqual(JSON.parse(after.slice(1)), { keep: [rule] });
  });

  it('gets no rule twice, and none where it is malformed', () => {
    assert.deepEqual(withRules(JSON.stringify({ keep: [rule] }), [rule]), []);
    for (const broken of ['{', '[]', '{} // no', '7']) {
      assert.equal(withRules(broken, [rule]), undefined, broken);
    }
  });
});
