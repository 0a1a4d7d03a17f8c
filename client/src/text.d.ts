/** The build puts text files into the bundle. */
declare module '*.txt' {
  const text: string;
  export default text;
}
