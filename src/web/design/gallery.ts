// For whoever works on the app: every component in all its states, at /design/gallery.html of `npm run dev`. It is no
// part of what is built, so its samples are no part of the catalogue.
import { mount } from 'svelte';
import './fonts.ts';
import './design.css';
import { language, loadMessages } from '../messages/messages.ts';
import Gallery from './Gallery.svelte';

await loadMessages();
document.documentElement.lang = language.tag;
document.documentElement.dir = language.direction;
const target = document.getElementById('gallery');
if (target !== null) mount(Gallery, { target });
