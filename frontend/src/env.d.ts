/** The part of the base theme that a style list reaches: see build/base-theme.ts. */
declare module 'virtual:base-theme-*';
