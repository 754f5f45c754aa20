// The command line of Justera; commands live one file each in ./commands.
export {};
