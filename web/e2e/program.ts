/** The strongroom that stories start for themselves, as seen from web/. */
export const program = process.env["STRONGROOM_E2E_PROGRAM"] ?? "../bin/strongroom";
