/** Fails on a relative link that leads nowhere and on a name at the top level that has no place there. */
import { repository } from '../repository.ts'
import { findBrokenLinks } from './findBrokenLinks.ts'
import { judgeTopLevel } from './judgeTopLevel.ts'
import { listDocuments, listTopLevel } from './listDocuments.ts'

const documents = listDocuments(repository)
const broken = documents.flatMap((document) => findBrokenLinks(repository, document).map((link) => `${document}: ${link} leads nowhere`))
const misplaced = judgeTopLevel(listTopLevel(repository))

for (const line of [...broken, ...misplaced]) console.error(line)
console.log(`${documents.length} documents, ${broken.length} broken links, ${misplaced.length} complaints about the top level`)
if (broken.length + misplaced.length > 0) process.exitCode = 1
