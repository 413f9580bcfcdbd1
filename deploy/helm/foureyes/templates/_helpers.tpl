{{- define "foureyes.selector" -}}
app.kubernetes.io/name: foureyes
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}
{{- define "foureyes.labels" -}}
{{ include "foureyes.selector" . }}
app.kubernetes.io/version: {{ .Values.image.tag | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ .Chart.Name }}-{{ .Chart.Version }}
{{- end -}}
