// Arabic-Indic and Persian digits as the digits a server reads.
export const fold = (text) => text.replace(/[٠-٩]/g, (c) => c.charCodeAt(0) - 0x660).replace(/[۰-۹]/g, (c) => c.charCodeAt(0) - 0x6f0);
