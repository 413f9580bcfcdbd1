package oidctest

import (
	"context"
	"html/template"
	"net/http"
)

var page = template.Must(template.New("login").Parse(`<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Identity provider</title>
<main><h1>Identity provider</h1>
<form method="post" action="/login"><input type="hidden" name="id" value="{{.}}">
<p><label>User name <input name="username" autofocus></label></p>
<p><label>Password <input name="password" type="password"></label></p>
<p><button>Continue</button></p></form></main></html>
`))

func loginPage(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	_ = page.Execute(w, r.URL.Query().Get("id")) // a client that hung up is nobody's error
}

// login checks a password and sends the browser on with a code.
func (d *directory) login(callback func(context.Context, string) string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		id := r.PostFormValue("id")
		if err := d.CheckUsernamePassword(r.PostFormValue("username"), r.PostFormValue("password"), id); err != nil {
			http.Error(w, err.Error(), http.StatusForbidden)
			return
		}
		http.Redirect(w, r, callback(r.Context(), id), http.StatusFound)
	}
}
