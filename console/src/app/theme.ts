import {
  createDarkTheme,
  createLightTheme,
  teamsHighContrastTheme,
  type BrandVariants,
  type Theme,
} from '@fluentui/react-components';
import { useEffect, useSyncExternalStore } from 'react';
import { useSettings } from './settings';

/** A ramp of the accent, #0a6470 at 80. */
const BRAND: BrandVariants = {
  10: '#020507',
  20: '#04191d',
  30: '#062a30',
  40: '#083840',
  50: '#084650',
  60: '#084d57',
  70: '#095963',
  80: '#0a6470',
  90: '#25757f',
  100: '#3f868f',
  110: '#58979f',
  120: '#63c7d1',
  130: '#8ad8e0',
  140: '#a5dfe5',
  150: '#c2eaee',
  160: '#e2f0f1',
};

// Colours stand once, in `ui/tokens.css`; Fluent's tokens point to them.
const TOKENS: Partial<Theme> = {
  fontFamilyBase: 'var(--font)',
  fontFamilyMonospace: 'var(--mono)',
  borderRadiusMedium: 'var(--radius-control)',
  borderRadiusXLarge: 'var(--radius-card)',
  colorNeutralBackground1: 'var(--surface)',
  colorNeutralBackground1Hover: 'var(--hover)',
  colorNeutralBackground1Pressed: 'var(--sunken)',
  colorNeutralBackground1Selected: 'var(--accent-soft)',
  colorNeutralBackground2: 'var(--canvas)',
  colorNeutralBackground3: 'var(--sunken)',
  colorSubtleBackgroundHover: 'var(--sunken)',
  colorSubtleBackgroundPressed: 'var(--sunken)',
  colorNeutralForeground1: 'var(--text)',
  colorNeutralForeground1Hover: 'var(--text)',
  colorNeutralForeground2: 'var(--text-2)',
  colorNeutralForeground2Hover: 'var(--text)',
  colorNeutralForeground3: 'var(--text-3)',
  colorNeutralForeground4: 'var(--text-3)',
  colorNeutralForegroundOnBrand: 'var(--on-accent)',
  colorNeutralStroke1: 'var(--line-strong)',
  colorNeutralStroke1Hover: 'var(--control)',
  colorNeutralStroke2: 'var(--line)',
  colorNeutralStrokeAccessible: 'var(--control)',
  colorNeutralStrokeAccessibleHover: 'var(--text-2)',
  colorBrandBackground: 'var(--accent)',
  colorBrandBackgroundHover: 'var(--accent-hover)',
  colorBrandBackgroundPressed: 'var(--accent-hover)',
  colorCompoundBrandBackground: 'var(--accent)',
  colorCompoundBrandBackgroundHover: 'var(--accent-hover)',
  colorCompoundBrandForeground1: 'var(--accent)',
  colorCompoundBrandForeground1Hover: 'var(--accent-hover)',
  colorCompoundBrandStroke: 'var(--accent)',
  colorBrandForeground1: 'var(--accent)',
  colorBrandForeground2: 'var(--accent)',
  colorBrandForegroundLink: 'var(--accent)',
  colorBrandForegroundLinkHover: 'var(--accent-hover)',
  colorStrokeFocus2: 'var(--focus)',
  colorPaletteRedForeground1: 'var(--urgent)',
  colorPaletteRedBorder2: 'var(--urgent)',
};

const THEMES = {
  light: { ...createLightTheme(BRAND), ...TOKENS },
  dark: { ...createDarkTheme(BRAND), ...TOKENS },
  contrast: { ...teamsHighContrastTheme, ...TOKENS },
} satisfies Record<string, Theme>;

export function useMedia(query: string): boolean {
  return useSyncExternalStore(
    (changed) => {
      const media = matchMedia(query);
      media.addEventListener('change', changed);
      return () => media.removeEventListener('change', changed);
    },
    () => matchMedia(query).matches,
  );
}

/** The theme that was chosen or, where none was, the system's. The document's attributes follow for `tokens.css`. */
export function useTheme(): Theme {
  const { theme, density } = useSettings();
  const dark = useMedia('(prefers-color-scheme: dark)');
  const contrast = useMedia('(prefers-contrast: more)');
  const ofSystem = contrast ? 'contrast' : dark ? 'dark' : 'light';
  const shown = theme === 'system' ? ofSystem : theme;
  useEffect(() => {
    document.documentElement.dataset['theme'] = shown;
    document.documentElement.dataset['density'] = density;
  }, [shown, density]);
  return THEMES[shown];
}
