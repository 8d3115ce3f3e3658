import { createTheme } from '@mantine/core'
import type { CSSVariablesResolver, MantineColorsTuple } from '@mantine/core'

/** Neutral greys with a breath of blue, and one accent. Text on them keeps the contrast of WCAG AA in both schemes. */
const gray: MantineColorsTuple = [
  '#f9f9fb',
  '#f2f2f5',
  '#e8e8ec',
  '#dcdde3',
  '#cdced6',
  '#b9bbc6',
  '#8b8d98',
  '#60646c',
  '#3b3e44',
  '#1c2024',
]
const dark: MantineColorsTuple = [
  '#edeef0',
  '#cfd2d6',
  '#a6abb2',
  '#777b84',
  '#34373c',
  '#282b2f',
  '#1d1f22',
  '#141517',
  '#0f1011',
  '#0a0b0c',
]
const iris: MantineColorsTuple = [
  '#f7f7ff',
  '#eeeefe',
  '#e2e3fe',
  '#d1d3fd',
  '#b9bbfa',
  '#9c9ff3',
  '#7c7ee6',
  '#5b5bd6',
  '#4f4fc4',
  '#3f3da3',
]
const green: MantineColorsTuple = [
  '#f1fbf5',
  '#e2f6ea',
  '#c8ecd6',
  '#a3ddbb',
  '#72c996',
  '#3eae72',
  '#2b9a66',
  '#1f7d53',
  '#196746',
  '#124c34',
]
const red: MantineColorsTuple = [
  '#fff5f5',
  '#ffebec',
  '#ffdbdc',
  '#fdbdbe',
  '#f4a9aa',
  '#eb8e90',
  '#e5484d',
  '#c9373c',
  '#a52a30',
  '#7a2025',
]
const amber: MantineColorsTuple = [
  '#fffaeb',
  '#fff3d1',
  '#ffe7a6',
  '#fad77c',
  '#efc054',
  '#e2a336',
  '#c77f0a',
  '#985b00',
  '#7a4a05',
  '#593806',
]

export const theme = createTheme({
  primaryColor: 'iris',
  primaryShade: { light: 7, dark: 7 },
  colors: { gray, dark, iris, green, red, amber },
  fontFamily: 'Inter, -apple-system, BlinkMacSystemFont, "Segoe UI", "Noto Sans", Cantarell, "Liberation Sans", system-ui, sans-serif',
  fontFamilyMonospace: '"JetBrains Mono", ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace',
  fontSizes: { xs: '0.75rem', sm: '0.8125rem', md: '0.875rem', lg: '1rem', xl: '1.125rem' },
  lineHeights: { xs: '1.4', sm: '1.45', md: '1.5', lg: '1.5', xl: '1.45' },
  headings: {
    fontWeight: '600',
    sizes: {
      h1: { fontSize: '1.5rem', lineHeight: '1.25' },
      h2: { fontSize: '1.0625rem', lineHeight: '1.35' },
      h3: { fontSize: '0.9375rem', lineHeight: '1.4' },
    },
  },
  defaultRadius: 'md',
  radius: { xs: '3px', sm: '5px', md: '7px', lg: '10px', xl: '16px' },
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    // A label that does not fit goes on in a second line, and is never cut.
    Button: {
      defaultProps: { size: 'sm' },
      styles: {
        root: { height: 'auto', minHeight: 'var(--button-height)' },
        // A link that looks like a button centres nothing by itself.
        inner: { minHeight: 'calc(var(--button-height) - 2px)' },
        label: { whiteSpace: 'normal', lineHeight: 1.25 },
      },
    },
    TextInput: { defaultProps: { size: 'sm' } },
    Textarea: { defaultProps: { size: 'sm', autosize: true, minRows: 2 } },
    Tooltip: { defaultProps: { openDelay: 250, withArrow: true, events: { hover: true, focus: true, touch: true } } },
    Modal: {
      styles: { title: { fontWeight: 600, fontSize: '1.0625rem' } },
      defaultProps: { centered: true, radius: 'lg', overlayProps: { backgroundOpacity: 0.35, blur: 2 } },
    },
    // What somebody wrote may be one long word.
    Checkbox: { styles: { labelWrapper: { minWidth: 0, overflowWrap: 'anywhere' } } },
    Radio: { styles: { labelWrapper: { minWidth: 0, overflowWrap: 'anywhere' } } },
    Loader: { defaultProps: { type: 'dots', size: 'sm' } },
    Table: { defaultProps: { verticalSpacing: 'xs' } },
  },
})

export const variables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-body': '#fcfcfd',
    '--mantine-color-text': '#1c2024',
    '--mantine-color-dimmed': '#60646c',
    '--mantine-color-placeholder': '#6b6f78',
    '--mantine-color-anchor': '#4f4fc4',
    '--mantine-color-error': '#b32b30',
    '--mantine-color-default-border': '#dcdde3',
    '--here': '14%',
    '--surface': '#ffffff',
    '--surface-sunken': '#f5f5f8',
    '--line': '#e6e6eb',
    '--for': '#1a6b47',
    '--against': '#b52a30',
    '--abstain': '#60646c',
    '--warn': '#874f00',
  },
  dark: {
    '--mantine-color-body': '#141517',
    '--mantine-color-text': '#edeef0',
    '--mantine-color-dimmed': '#a6abb2',
    '--mantine-color-placeholder': '#8f949c',
    '--mantine-color-anchor': '#b1b3fb',
    '--mantine-color-error': '#f4a9aa',
    '--mantine-color-default': '#1d1f22',
    '--mantine-color-default-hover': '#24262a',
    '--mantine-color-default-border': '#34373c',
    '--here': '30%',
    '--surface': '#1a1b1e',
    '--surface-sunken': '#101113',
    '--line': '#292b30',
    '--for': '#72c996',
    '--against': '#eb8e90',
    '--abstain': '#a6abb2',
    '--warn': '#efc054',
  },
})
