import { blo } from 'blo'

/** The picture of an address: the same address has the same picture everywhere, so a wrong one looks wrong. Says nothing to a screen reader. */
export const Face = ({
  address,
  size = 22,
  square = false,
}: {
  readonly address: string
  readonly size?: number
  readonly square?: boolean
}) => (
  <img
    src={blo(address.toLowerCase() as `0x${string}`, 64)}
    width={size}
    height={size}
    alt=""
    style={{ borderRadius: square ? Math.round(size / 4) : '50%', flex: 'none', display: 'block' }}
  />
)
