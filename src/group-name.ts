/** What a group can be called: in the configuration, and as another name that is given to it at run time. */
export const GROUP_NAME = /^[a-z][a-z0-9_-]{0,31}$/;
