// Source Serif 4 for what people said and what is published, Source Sans 3 for what the app says. Both by Adobe, under
// the SIL Open Font License 1.1, from Fontsource. A script's file is fetched when a page has letters of it; writing
// systems that neither covers are shown in the device's own faces.
import '@fontsource/source-serif-4/400.css';
import '@fontsource/source-serif-4/400-italic.css';
import '@fontsource/source-serif-4/600.css';
import '@fontsource/source-sans-3/400.css';
import '@fontsource/source-sans-3/600.css';
