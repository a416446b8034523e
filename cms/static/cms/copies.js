/* The local copy: what was typed, locked with the officer's own key, in this browser only.

   window.loaCopies: open(keys) gives a box {keep, list, forget, forgetAll}, or null where the
   browser has no cryptography (an address without https) or no storage. A copy is
   {id, user, path, at, iv, data}; only `data` says what was typed. */
(() => {
  const NAME = "loa-copies", STORE = "copies", DAYS = 7;
  const bytes = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));

  const promised = (request) => new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

  const database = () => {
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: "id" });
    return promised(request);
  };

  const importKey = (key) => crypto.subtle.importKey("raw", bytes(key), "AES-GCM", false, ["encrypt", "decrypt"]);

  class Box {
    constructor(base, keys, user) {
      this.base = base;
      this.keys = keys;
      this.user = user;
    }

    store(mode) { return this.base.transaction(STORE, mode).objectStore(STORE); }

    async keep(id, path, words) {
      const iv = crypto.getRandomValues(new Uint8Array(12));
      const plain = new TextEncoder().encode(JSON.stringify(words));
      const data = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, this.keys[0], plain);
      await promised(this.store("readwrite").put({ id, user: this.user, path, at: Date.now(), iv, data }));
    }

    /* This officer's copies of one form, newest first, opened. */
    async list(path) {
      const found = [];
      for (const copy of await promised(this.store("readonly").getAll())) {
        if (copy.user !== this.user || copy.path !== path) continue;
        const words = await this.read(copy);
        if (words) found.push({ id: copy.id, at: copy.at, words });
      }
      return found.sort((one, other) => other.at - one.at);
    }

    async read({ iv, data }) {
      for (const key of this.keys) {
        try {
          const plain = await crypto.subtle.decrypt({ name: "AES-GCM", iv }, key, data);
          return JSON.parse(new TextDecoder().decode(plain));
        } catch { /* locked with a key from before, or damaged: the next one, or none */ }
      }
      return null;
    }

    forget(id) { return promised(this.store("readwrite").delete(id)); }

    async forgetWhere(isOld) {
      for (const copy of await promised(this.store("readonly").getAll())) {
        if (isOld(copy)) await this.forget(copy.id);
      }
    }

    forgetAll() { return this.forgetWhere((copy) => copy.user === this.user); }

    forgetOld() {
      const oldest = Date.now() - DAYS * 24 * 3600 * 1000;
      return this.forgetWhere((copy) => copy.at < oldest);
    }
  }

  const open = async ({ keys, user }) => {
    if (!window.crypto?.subtle || !window.indexedDB || !user) return null;
    try {
      const box = new Box(await database(), await Promise.all(keys.map(importKey)), user.id);
      await box.forgetOld();
      return box;
    } catch {
      return null; // storage that is switched off keeps nothing; kept.js says so when it matters
    }
  };

  window.loaCopies = { open };
})();
