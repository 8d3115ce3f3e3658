import { Group, Kbd, Modal, Table } from '@mantine/core'
import { useTranslation } from 'react-i18next'

const keys = [
  ['search', ['Ctrl', 'K']],
  ['create', ['C']],
  ['home', ['G', 'H']],
  ['overview', ['G', 'O']],
  ['proposals', ['G', 'P']],
  ['drafts', ['G', 'D']],
  ['budgets', ['G', 'B']],
  ['network', ['G', 'N']],
  ['transactions', ['G', 'T']],
  ['market', ['G', 'M']],
  ['bounties', ['G', 'W']],
  ['confederation', ['G', 'C']],
  ['list', ['J', 'K']],
  ['back', ['Esc']],
  ['submit', ['Ctrl', 'Enter']],
  ['help', ['?']],
] as const

export const KeyboardHelp = ({ opened, onClose }: { readonly opened: boolean; readonly onClose: () => void }) => {
  const { t } = useTranslation()
  return (
    <Modal opened={opened} onClose={onClose} title={t('keyboard.title')} closeButtonProps={{ 'aria-label': t('parts.close') }}>
      <Table withRowBorders={false}>
        <Table.Tbody>
          {keys.map(([name, strokes]) => (
            <Table.Tr key={name}>
              <Table.Th fw={400} scope="row">
                {t(`keyboard.${name}`)}
              </Table.Th>
              <Table.Td>
                <Group gap={4} justify="flex-end">
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
    </Modal>
  )
}
