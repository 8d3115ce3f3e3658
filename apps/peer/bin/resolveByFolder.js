// Plain JavaScript like its neighbour, which begins with it; the signer process is started with `--import` of it.
import module from 'node:module'

// Node looks at the links, the folders above and their package.json anew for each of the two thousand imports of a node. What these say is the same for all
// files of a folder, so the first one asks and the others go by its answer: a tenth of a second at every start.

/** Of a folder that lies where its address says: how its files of one ending are read. */
const formats = new Map()
/** What a package is called in a folder. */
const packages = new Map()

const folderOf = (address) => address.slice(0, address.lastIndexOf('/') + 1)

const besides = (specifier, context, next) => {
  const { href } = new URL(specifier, context.parentURL)
  const kind = `${folderOf(href)} ${href.slice(href.lastIndexOf('.'))}`
  const format = formats.get(kind)
  if (format !== undefined) return { url: href, format, shortCircuit: true }
  const found = next(specifier, context)
  if (found.url === href && typeof found.format === 'string') formats.set(kind, found.format)
  return found
}

const named = (specifier, context, next) => {
  const key = `${folderOf(context.parentURL)} ${specifier}`
  const known = packages.get(key)
  if (known !== undefined) return known
  const found = next(specifier, context)
  packages.set(key, { ...found, shortCircuit: true })
  return found
}

module.registerHooks?.({
  resolve: (specifier, context, next) => {
    const isPlain = context.conditions.includes('import') && Object.keys(context.importAttributes).length === 0
    if (!isPlain || context.parentURL?.startsWith('file:') !== true) return next(specifier, context)
    return specifier.startsWith('.') ? besides(specifier, context, next) : named(specifier, context, next)
  },
})
