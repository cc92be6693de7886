/** The file in each rendered app's folder that ApplicationSets read; its ending keeps Argo CD's directory source away. */
export const paramsFileName = 'argocd.params';
