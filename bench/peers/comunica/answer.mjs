// Answers SELECT queries with Comunica, an engine in another language that shares no code with
// ours: `node answer.mjs DATA.nq QUERY.rq...` writes one line of JSON for each query, its rows
// as lists of [kind, value, datatype or language]. It reads the two kinds of file and nothing else.
import { readFileSync } from 'node:fs';
import { QueryEngine } from '@comunica/query-sparql-rdfjs';
import { Parser, Store } from 'n3';

const [data, ...queries] = process.argv.slice(2);
const store = new Store(new Parser({ format: 'N-Quads' }).parse(readFileSync(data, 'utf8')));
const engine = new QueryEngine();

function written(term) {
  if (term === undefined) return null;
  if (term.termType === 'Literal') return ['literal', term.value, term.language || term.datatype.value];
  return [term.termType === 'NamedNode' ? 'iri' : 'blank', term.value, ''];
}

for (const query of queries) {
  const answer = await engine.query(readFileSync(query, 'utf8'), { sources: [store] });
  const { variables } = await answer.metadata();
  const names = variables.map((each) => (each.variable ?? each).value);
  const rows = [];
  for await (const row of await answer.execute()) rows.push(names.map((name) => written(row.get(name))));
  process.stdout.write(`${JSON.stringify({ query, names, rows })}\n`);
}
