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
  // Guides are kept whole, each in a store of its own, which outlives our releases.
  var GUIDE = MINE + "guide ", GUIDES = 12, ROOM = 24e6, SIZE = "?loa-kept";
  var OFFLINE = ROOT + "offline.html";
  var GONE = { 401: 1, 403: 1, 404: 1, 410: 1, 451: 1 };
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
    return Promise.all([
      caches.open(KEPT).then(function (cache) { return cache.delete(key); }),
      caches.has(GUIDE + key).then(function (has) { return has && drop(GUIDE + key); })
    ]);
  }

  function isFrugal() { return Boolean(navigator.connection && navigator.connection.saveData); }

  function guides() {
    return caches.keys().then(function (names) {
      return names.filter(function (one) { return one.slice(0, GUIDE.length) === GUIDE; });
    });
  }

  function inTurn(things, act) {
    return things.reduce(function (before, thing) {
      return before.then(function () { return act(thing); });
    }, Promise.resolve());
  }

  // One width of each picture, in each format that is offered: the largest that a page shows itself.
  function picturesOf(html, key) {
    return (html.match(/<picture>[\s\S]*?<\/picture>/g) || []).map(function (picture) {
      var found = {};
      picture.replace(/type="image\/(\w+)"[^>]*srcset="([^"]*)"/g, function (all, format, offered) {
        offered.split(",").forEach(function (one) {
          var parts = one.trim().split(" "), width = parseInt(parts[1], 10);
          if (!found[format] || width <= 720) { found[format] = new URL(parts[0], key).href; }
        });
      });
      return found;
    });
  }

  function sheetsOf(html, key) {
    return (html.match(/(?:href|src)="[^"]*assets\/[^"]+\.(?:css|js)"/g) || []).map(function (one) {
      return new URL(one.split('"')[1], key).href;
    });
  }

  // What has passed already is not asked for again.
  function fetchInto(cache, url) {
    return caches.match(url).then(function (copy) {
      return copy || fetch(url, { credentials: "omit" });
    }).then(function (response) {
      if (!response.ok) { throw new Error(url); }
      return response.blob().then(function (blob) {
        return cache.put(url, new Response(blob, { headers: response.headers })).then(function () { return blob; });
      });
    });
  }

  // Old devices know no AVIF: the first picture tells.
  function format(cache, pictures) {
    if (!pictures.length || !pictures[0].avif || !self.createImageBitmap) { return Promise.resolve("webp"); }
    return fetchInto(cache, pictures[0].avif).then(function (blob) { return createImageBitmap(blob); })
      .then(function () { return "avif"; }, function (error) {
        if (error.name === "QuotaExceededError") { throw error; }
        return "webp";
      });
  }

  function sizeOf(store, cache) {
    return cache.match(store.slice(GUIDE.length) + SIZE)
      .then(function (size) { return size ? size.json() : { at: 0, bytes: 0 }; });
  }

  function fill(key, html, how) {
    return caches.open(GUIDE + key).then(function (cache) {
      var pictures = picturesOf(html, key), bytes = 0;
      return format(cache, pictures).then(function (chosen) {
        var wanted = pictures.map(function (one) { return one[chosen] || one.webp; }).concat(sheetsOf(html, key));
        wanted = wanted.filter(function (url, place) { return url && wanted.indexOf(url) === place; });
        return inTurn(wanted, function (url) {
          return fetchInto(cache, url).then(function (blob) { bytes += blob.size; });
        }).then(function () { return cache.keys(); }).then(function (keys) {
          return Promise.all(keys.map(function (one) {
            return wanted.indexOf(one.url) < 0 && cache.delete(one);
          }));
        });
      }).then(function () { return sizeOf(GUIDE + key, cache); }).then(function (size) {
        bytes += html.length;
        var page = new Response(html, { headers: { "Content-Type": "text/html; charset=utf-8" } });
        var now = { at: how ? Date.now() : size.at, bytes: bytes };
        return Promise.all([cache.put(key, page), cache.put(key + SIZE, new Response(JSON.stringify(now)))]);
      }).then(function () { return bytes; });
    });
  }

  // The stores of the other guides, those first that were opened longest ago.
  function older(key) {
    return guides().then(function (names) {
      return Promise.all(names.filter(function (one) { return one !== GUIDE + key; }).map(function (one) {
        return caches.open(one).then(function (cache) { return sizeOf(one, cache); })
          .then(function (size) { return { name: one, at: size.at, bytes: size.bytes }; });
      }));
    }).then(function (stores) { return stores.sort(function (a, b) { return a.at - b.at; }); });
  }

  // Entry by entry: a store that is only dropped keeps its room as long as somebody holds it.
  function drop(store) {
    return caches.open(store).then(function (cache) {
      return cache.keys().then(function (keys) {
        return Promise.all(keys.map(function (one) { return cache.delete(one); }));
      });
    }).then(function () { return caches.delete(store); });
  }

  function makeRoom(key, bytes) {
    return older(key).then(function (stores) {
      var sum = stores.reduce(function (all, one) { return all + one.bytes; }, bytes);
      var gone = stores.filter(function (one, place) {
        var isOver = sum > ROOM || stores.length - place >= GUIDES;
        if (isOver) { sum -= one.bytes; }
        return isOver;
      });
      return Promise.all(gone.map(function (one) { return drop(one.name); }));
    });
  }

  // On a full device the oldest guide gives way; when none is left this one is not kept by halves.
  function keepGuide(key, html, how) {
    return fill(key, html, how).then(function (bytes) {
      return makeRoom(key, bytes).then(function () { return { loa: "kept", bytes: bytes }; });
    }, function (error) {
      if (error.name !== "QuotaExceededError") { return null; }
      return older(key).then(function (stores) {
        return drop(stores.length ? stores[0].name : GUIDE + key).then(function () {
          return stores.length ? keepGuide(key, html, how) : { loa: "full" };
        });
      });
    });
  }

  // A guide is kept that somebody has "opened"; on a plan where each byte counts, one "asked" for.
  function keepWhole(key, response, how) {
    return response.text().then(function (html) {
      var kind = /<body class="([a-z_]+)"/.exec(html);
      // A host that has no 410 says by its page alone that the guide is gone from here.
      if (!kind || kind[1] !== "guide") { return kind && drop(GUIDE + key).then(function () { return null; }); }
      return caches.has(GUIDE + key).then(function (has) {
        if (has || how === "asked" || (how && !isFrugal())) { return keepGuide(key, html, how); }
        return how && { loa: "ask" };
      });
    }).then(function (said) { return said && tellReaders(key, said, how ? 20 : 0); })
      .catch(function () { /* the network went away: the next visit keeps the rest */ });
  }

  // A page that is still being opened is told a little later.
  function tellReaders(key, said, patience) {
    return self.clients.matchAll({ type: "window", includeUncontrolled: true }).then(function (open) {
      var mine = open.filter(function (client) { return name(client.url) === key; });
      mine.forEach(function (client) { client.postMessage(said); });
      if (mine.length || !patience) { return null; }
      return new Promise(function (resolve) { setTimeout(resolve, 500); })
        .then(function () { return tellReaders(key, said, patience - 1); });
    });
  }

  // Keep what the network says of a page; tell whether it is gone from this address.
  function learn(key, response, how) {
    var hasMoved = response.type === "opaqueredirect" || (response.redirected && name(response.url) !== key);
    if (GONE[response.status] || hasMoved) {
      return forget(key).then(function () { return true; });
    }
    if (!response.ok || response.type !== "basic") { return Promise.resolve(false); }
    var again = response.clone();
    return keep(KEPT, key, response, PAGES)
      .then(function () { return keepWhole(key, again, how); }).then(function () { return false; });
  }

  // Look whether the page that was asked about least recently is still there: a withdrawn page
  // leaves the device even if nobody opens it again.
  function askAboutOne(except) {
    if (isFrugal()) { return null; }
    return keptPages().then(function (keys) {
      var key = keys.find(function (url) { return url !== except; });
      return key && fetch(key, { cache: "no-cache", credentials: "omit" })
        .then(function (response) { return learn(key, response); });
    }).catch(function () { /* the network went away again */ });
  }

  // The pages that the device has, those first that were asked about longest ago.
  function keptPages() {
    return Promise.all([caches.open(KEPT).then(function (cache) { return cache.keys(); }), guides()]).then(function (got) {
      var pages = got[0].map(function (one) { return one.url; });
      return got[1].map(function (one) { return one.slice(GUIDE.length); })
        .filter(function (one) { return pages.indexOf(one) < 0; }).concat(pages);
    });
  }

  function saved(key) {
    return caches.open(KEPT).then(function (cache) { return cache.match(key); }).then(function (copy) {
      return copy || caches.has(GUIDE + key).then(function (has) {
        return has ? caches.open(GUIDE + key).then(function (cache) { return cache.match(key); }) : undefined;
      });
    });
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

  function titlesOfKept() {
    return keptPages().then(function (keys) {
      return Promise.all(keys.reverse().map(function (key) {
        return saved(key).then(function (copy) { return copy ? titleOf(copy) : ""; })
          .then(function (title) { return { address: key, title: title }; });
      }));
    }).then(function (pages) { return pages.filter(function (one) { return one.title; }); });
  }

  function leads(address) {
    return ' href="' + address.replace(/&/g, "&amp;").replace(/"/g, "&quot;") + '"';
  }

  function listOfKept() {
    return titlesOfKept().then(function (pages) {
      return pages.map(function (one) {
        return "<li><a" + leads(one.address) + "><b>" + one.title + "</b></a></li>";
      }).join("");
    });
  }

  function offlinePage(wanted) {
    return caches.open(LASTING).then(function (cache) { return cache.match(OFFLINE); })
      .then(function (response) {
        if (!response) { return Response.error(); }
        return Promise.all([response.text(), listOfKept()]).then(function (parts) {
          var html = parts[0].replace("<head>", '<head><base href="' + ROOT + '">');
          html = html.replace(/ href="offline\.html"/g, function () { return leads(wanted.split("#")[0]); });
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
      event.waitUntil(learn(key, response.clone(), "opened").then(function (isGone) {
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
      return copyOf(key, event, client).then(function (copy) { return copy || offlinePage(event.request.url); });
    });
  }

  function lasting(request) {
    return caches.match(request.url).then(function (copy) {
      return copy || fetch(request).then(function (response) {
        if (response.ok && response.type === "basic") {
          var kept = response.clone();
          keep(LASTING, request.url, kept, FILES);
        }
        return response;
      }).catch(function () {
        return sibling(request.url).then(function (other) { return other || Response.error(); });
      });
    });
  }

  // Without a network a picture is shown in the one width that its guide was kept with.
  function sibling(url) {
    var stem = url.replace(/\d+\.\w+$/, "");
    return guides().then(function (names) {
      return names.reduce(function (before, one) {
        return before.then(function (found) {
          return found || caches.open(one).then(function (cache) {
            return cache.keys().then(function (keys) {
              var key = keys.find(function (key) {
                return key.url.slice(0, stem.length) === stem && /^\d+\.\w+$/.test(key.url.slice(stem.length));
              });
              return key && cache.match(key);
            });
          });
        });
      }, Promise.resolve(undefined));
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

  function fetchAndKeep(key, how) {
    return fetch(key, { credentials: "omit" }).then(function (response) { return learn(key, response, how); })
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
        return isOurs && fetchAndKeep(name(client.url), "opened");
      }));
    });
  }

  self.addEventListener("activate", function (event) {
    event.waitUntil(caches.keys().then(function (names) {
      return Promise.all(names.filter(function (one) {
        return one.slice(0, MINE.length) === MINE && one.slice(0, GUIDE.length) !== GUIDE && one !== KEPT && one !== LASTING;
      }).map(function (one) { return caches.delete(one); }));
    }).then(function () { return self.clients.claim(); }).then(keepOpenPages).then(renewGuides));
  });

  // What is kept of guides is of the release before: bring it up to this one.
  function renewGuides() {
    return isFrugal() ? null : guides().then(function (names) {
      return inTurn(names, function (one) { return fetchAndKeep(one.slice(GUIDE.length)); });
    });
  }

  self.addEventListener("message", function (event) {
    if (event.data.loa === "keep" && event.source) { event.waitUntil(fetchAndKeep(name(event.source.url), "asked")); }
    if (event.data.loa === "list" && event.source) {
      event.waitUntil(titlesOfKept().then(function (pages) { event.source.postMessage({ loa: "list", pages: pages }); }));
    }
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
