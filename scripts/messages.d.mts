/** Writes src/web/messages/compiled/. Gives back the tags of the languages. Throws on a message that is not ICU. */
export declare function compileMessages(): readonly string[];
export declare const PSEUDO: string;
/** The areas that come with the first screen. */
export declare const FIRST_AREAS: readonly string[];
