/* An offline copy for returning readers. Pages come from the network whenever it answers; what
   was withdrawn is forgotten as soon as the network says so. Only on http(s), never on file://. */
(function () {
  "use strict";
  var VERSION = "{{version}}";
  var FIRST = {{first}}, HOMES = {{homes}}, HEADS = {{heads}};
  var PAGES = 60, FILES = 240, PATIENCE = 3000;
  var ROOT = new URL("./", self.location).href;
  var MINE = "loa " + ROOT + " ";
  var KEPT = MINE + VERSION + " pages", LASTING = MINE + VERSION + " files";
  var OFFLINE = ROOT + "offline.html";
  var GONE = { 401: 1, 403: 1, 404: 1, 410: 1 };
  // Named by their content: what is kept is right for ever.
  var NAMED = /^(?:assets|pictures)\/[^?]*[.-][0-9a-f]{12,}[.-][^?]*$|^pictures\/[0-9a-f]{16}-[^?]*$/;

  function place(url) {
    return url.split("#")[0].split("?")[0].slice(ROOT.length);
  }

  // One name for a page, however it was asked for.
  function name(url) {
    var path = place(url);
    return ROOT + (path === "" || path.endsWith("/") ? path + "index.html" : path);
  }

  function isPage(request) {
    var last = place(request.url).split("/").pop();
    return last === "" || last === "index.html" || (request.mode === "navigate" && last.indexOf(".") < 0);
  }

  // The oldest entries go first: a page that is read again moves to the end.
  function shorten(cache, most) {
    return cache.keys().then(function (keys) {
      keys = keys.filter(function (key) { return FIRST.indexOf(place(key.url)) < 0; });
      return Promise.all(keys.slice(0, Math.max(0, keys.length - most)).map(function (key) {
        return cache.delete(key);
      }));
    });
  }

  // The whole answer first: one that breaks off half-way may not cost the copy that is there. What
  // is kept may answer the next reader also when this answer came by a redirect.
  function keep(store, key, response, most) {
    return Promise.all([caches.open(store), response.blob()]).then(function (got) {
      var cache = got[0];
      var whole = new Response(got[1], { status: response.status, headers: response.headers });
      return cache.delete(key).then(function () { return cache.put(key, whole); })
        .then(function () { return shorten(cache, most); });
    }).catch(function () { /* a full device keeps less; the page is shown all the same */ });
  }

  function forget(key) {
    return caches.open(KEPT).then(function (cache) { return cache.delete(key); });
  }

  // Keep what the network says of a page; tell whether it is gone from this address.
  function learn(key, response) {
    var hasMoved = response.type === "opaqueredirect" || (response.redirected && name(response.url) !== key);
    if (GONE[response.status] || hasMoved) {
      return forget(key).then(function () { return true; });
    }
    if (!response.ok || response.type !== "basic") { return Promise.resolve(false); }
    return keep(KEPT, key, response, PAGES).then(function () { return false; });
  }

  // Look whether the page that was asked about least recently is still there: a withdrawn page
  // leaves the device even if nobody opens it again.
  function askAboutOne(except) {
    if (navigator.connection && navigator.connection.saveData) { return null; }
    return caches.open(KEPT).then(function (cache) {
      return cache.keys().then(function (keys) {
        var key = keys.map(function (one) { return one.url; }).find(function (url) {
          return url !== except;
        });
        return key && fetch(key, { cache: "no-cache", credentials: "omit" })
          .then(function (response) { return learn(key, response); });
      });
    }).catch(function () { /* the network went away again */ });
  }

  function saved(key) {
    return caches.open(KEPT).then(function (cache) { return cache.match(key); });
  }

  // The copy of a page, and the remark that it is one.
  function copyOf(key, event, client) {
    return saved(key).then(function (copy) {
      if (copy) { event.waitUntil(tell(client, { loa: "copy" })); }
      return copy;
    });
  }

  function tell(clientId, said) {
    return self.clients.get(clientId).then(function (client) {
      if (client) { client.postMessage(said); }
    });
  }

  // A title as it stands in a page of ours is markup of ours.
  function titleOf(response) {
    return response.text().then(function (html) {
      var found = /<title>([^<]*)<\/title>/.exec(html);
      return found ? found[1] : "";
    });
  }

  function listOfKept() {
    return caches.open(KEPT).then(function (cache) {
      return cache.keys().then(function (keys) {
        return Promise.all(keys.reverse().map(function (key) {
          return cache.match(key).then(titleOf).then(function (title) {
            var address = key.url.replace(/&/g, "&amp;").replace(/"/g, "&quot;");
            return title ? '<li><a href="' + address + '"><b>' + title + "</b></a></li>" : "";
          });
        }));
      });
    }).then(function (rows) { return rows.join(""); });
  }

  function offlinePage() {
    return caches.open(LASTING).then(function (cache) { return cache.match(OFFLINE); })
      .then(function (response) {
        if (!response) { return Response.error(); }
        return Promise.all([response.text(), listOfKept()]).then(function (parts) {
          var html = parts[0].replace("<head>", '<head><base href="' + ROOT + '">');
          html = html.replace(/<!--kept:([^>]*)-->/, function (all, heading) {
            return parts[1] && "<h2>" + heading + '</h2><ul class="doors" role="list">' + parts[1] + "</ul>";
          });
          return new Response(html, {
            status: 503, headers: { "Content-Type": "text/html; charset=utf-8", "Cache-Control": "no-store" }
          });
        });
      });
  }

  function page(event) {
    var key = name(event.request.url), client = event.resultingClientId || event.clientId;
    var late = false, isAnswered = false;
    var asked = fetch(event.request).then(function (response) {
      isAnswered = true;
      event.waitUntil(learn(key, response.clone()).then(function (isGone) {
        if (isGone && late) { return tell(client, { loa: "gone" }); }
        return late ? null : askAboutOne(key);
      }));
      if (response.status < 500) { return response; }
      return copyOf(key, event, client).then(function (copy) { return copy || response; });
    });
    event.waitUntil(asked.catch(function () { /* answered below */ }));
    var patience = new Promise(function (resolve) { setTimeout(resolve, PATIENCE); })
      .then(function () { return isAnswered ? undefined : copyOf(key, event, client); })
      .then(function (copy) {
        late = Boolean(copy);
        return copy || asked;
      });
    return Promise.race([asked, patience]).catch(function () {
      isAnswered = true;
      return copyOf(key, event, client).then(function (copy) { return copy || offlinePage(); });
    });
  }

  function lasting(request) {
    return caches.open(LASTING).then(function (cache) { return cache.match(request.url); })
      .then(function (copy) {
        return copy || fetch(request).then(function (response) {
          if (response.ok && response.type === "basic") {
            var kept = response.clone();
            keep(LASTING, request.url, kept, FILES);
          }
          return response;
        });
      });
  }

  // Index shards and the like: the network first, without patience.
  function other(event) {
    var key = event.request.url.split("?")[0];
    return fetch(event.request).then(function (response) {
      if (response.ok && response.type === "basic") {
        event.waitUntil(keep(LASTING, key, response.clone(), FILES));
      }
      return response;
    }).catch(function () {
      return caches.open(LASTING).then(function (cache) { return cache.match(key); })
        .then(function (copy) { return copy || Response.error(); });
    });
  }

  self.addEventListener("install", function (event) {
    event.waitUntil(caches.open(LASTING).then(function (cache) {
      return cache.addAll(FIRST.map(function (path) {
        return new Request(ROOT + path, { cache: path === "offline.html" ? "reload" : "default" });
      }));
    }).then(function () {
      return Promise.all(HOMES.map(function (path) { return fetchAndKeep(ROOT + path); }).concat(HEADS.map(keepHead)));
    }).then(function () { return self.skipWaiting(); }));
  });

  function fetchAndKeep(key) {
    return fetch(key, { credentials: "omit" }).then(function (response) { return learn(key, response); })
      .catch(function () { /* next time */ });
  }

  // What every search needs; a language without pages has none.
  function keepHead(path) {
    return fetch(ROOT + path, { credentials: "omit" }).then(function (response) {
      return response.ok && keep(LASTING, ROOT + path, response, FILES);
    }).catch(function () { /* next time */ });
  }

  // The pages that are open now were read before this worker was there: keep them too.
  function keepOpenPages() {
    return self.clients.matchAll({ type: "window", includeUncontrolled: true }).then(function (open) {
      return Promise.all(open.map(function (client) {
        var isOurs = client.url.slice(0, ROOT.length) === ROOT && isPage({ url: client.url });
        return isOurs && fetchAndKeep(name(client.url));
      }));
    });
  }

  self.addEventListener("activate", function (event) {
    event.waitUntil(caches.keys().then(function (names) {
      return Promise.all(names.filter(function (one) {
        return one.slice(0, MINE.length) === MINE && one !== KEPT && one !== LASTING;
      }).map(function (one) { return caches.delete(one); }));
    }).then(function () { return self.clients.claim(); }).then(keepOpenPages));
  });

  self.addEventListener("fetch", function (event) {
    var request = event.request;
    if (request.method !== "GET" || request.url.slice(0, ROOT.length) !== ROOT) { return; }
    if (NAMED.test(place(request.url))) {
      event.respondWith(lasting(request));
    } else if (isPage(request)) {
      event.respondWith(page(event));
    } else if (request.destination === "script" || request.destination === "style") {
      event.respondWith(other(event));
    }
  });
})();
