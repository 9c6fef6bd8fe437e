/** The addresses of the national register. */
export const paths = {
  imports: "/register/import",
  anImport: (id: string) => `/register/imports/${id}`,
};
