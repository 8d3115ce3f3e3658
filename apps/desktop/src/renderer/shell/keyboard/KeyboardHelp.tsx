import { Group, Kbd, Modal, SimpleGrid, Table } from '@mantine/core'
import { useTranslation } from 'react-i18next'

const keys = [
  ['search', ['Ctrl', 'K']],
  ['create', ['C']],
  ['home', ['G', 'H']],
  ['overview', ['G', 'O']],
  ['proposals', ['G', 'P']],
  ['week', ['G', 'V']],
  ['polls', ['G', 'L']],
  ['drafts', ['G', 'D']],
  ['budgets', ['G', 'B']],
  ['files', ['G', 'F']],
  ['sales', ['G', 'S']],
  ['network', ['G', 'N']],
  ['transactions', ['G', 'T']],
  ['market', ['G', 'M']],
  ['bounties', ['G', 'W']],
  ['deals', ['G', 'E']],
  ['confederation', ['G', 'C']],
  ['mesh', ['G', 'X']],
  ['list', ['J', 'K']],
  ['back', ['Esc']],
  ['submit', ['Ctrl', 'Enter']],
  ['help', ['?']],
] as const

const half = Math.ceil(keys.length / 2)

/** Two columns where there is room, so that all of it is seen at once. */
export const KeyboardHelp = ({ opened, onClose }: { readonly opened: boolean; readonly onClose: () => void }) => {
  const { t } = useTranslation()
  return (
    <Modal opened={opened} onClose={onClose} title={t('keyboard.title')} size="xl" closeButtonProps={{ 'aria-label': t('parts.close') }}>
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="xl" verticalSpacing={0}>
        {[keys.slice(0, half), keys.slice(half)].map((part) => (
          <Table key={part[0]?.[0]} withRowBorders={false}>
            <Table.Tbody>
              {part.map(([name, strokes]) => (
                <Table.Tr key={name}>
                  <Table.Th fw={400} scope="row">
                    {t(`keyboard.${name}`)}
                  </Table.Th>
                  <Table.Td>
                    <Group gap={4} justify="flex-end" wrap="nowrap">
                      {strokes.map((stroke) => (
                        <Kbd key={stroke} size="sm">
                          {stroke}
                        </Kbd>
                      ))}
                    </Group>
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        ))}
      </SimpleGrid>
    </Modal>
  )
}
