/** What a mail program makes a link of stands in no letter of ours. */
export const isPlainName = (name: string): boolean => !/:\/\/|www\.|@|\w\.\w{2}/iu.test(name);
