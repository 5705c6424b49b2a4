// What reportkit asks of citeproc-js: one document in, its citations and its list out.
//
// Positions (first, subsequent, ibid) come from the caller, cluster by cluster,
// so that the work is linear and the caller rules where "Ibid." may stand.
"use strict";

var reportkit = (function () {
  var engines = {};
  var locales = {};

  // Entries and citations name the item they belong to. citeproc's own list of
  // entry ids is not aligned with the entries where a style drops one.
  var format = {};
  for (var name in CSL.Output.Formats.html) {
    format[name] = CSL.Output.Formats.html[name];
  }
  format["@bibliography/entry"] = function (state, words) {
    return wrap("div", this.system_id, words);
  };
  CSL.Output.Formats.reportkit = format;
  CSL.debug = function () {};

  function locale(tag) {
    return locales[tag] || false;
  }

  function wrap(element, key, words) {
    var name = encodeURIComponent(key).replace(/'/g, "%27");
    return "<" + element + ' data-key="' + name + '">' + words + "</" + element + ">";
  }

  function build(style, language) {
    var held = { items: {} };
    held.engine = new CSL.Engine(
      {
        retrieveLocale: locale,
        retrieveItem: function (key) { return held.items[key]; },
        wrapCitationEntry: function (words, key) { return wrap("a", key, words); }
      },
      style, language, true
    );
    held.engine.opt.development_extensions.apply_citation_wrapper = true;
    held.engine.setOutputFormat("reportkit");
    return held;
  }

  // The wrapper of entries makes citeproc drop what the style puts around a citation.
  function cluster(engine, items) {
    var words = engine.makeCitationCluster(items), layout = engine.citation.opt;
    return format.text_escape(layout.layout_prefix || "") + words +
      format.text_escape(layout.layout_suffix || "");
  }

  function cite(engine, citation) {
    if (!citation.narrative) {
      return { author: "", words: cluster(engine, citation.items) };
    }
    var first = citation.items[0];
    var author = engine.makeCitationCluster([{ id: first.id, "author-only": true, position: first.position }]);
    if (!author || author.indexOf("[NO_PRINTED_FORM]") > -1 || first["suppress-author"]) {
      return { author: "", words: cluster(engine, citation.items) };
    }
    first["suppress-author"] = true;
    return { author: author, words: cluster(engine, citation.items) };
  }

  function render(name, style, language, items, citations) {
    var key = name + " " + language;
    var held = engines[key] || build(style, language);
    // An engine that breaks off half-way is not put back: the next document gets a new one.
    delete engines[key];
    held.engine.updateItems([]);
    held.items = {};
    items.forEach(function (item) {
      item.system_id = item.id;
      held.items[item.id] = item;
    });
    held.engine.updateItems(items.map(function (item) { return item.id; }));
    var answer = {
      citations: citations.map(function (citation) { return cite(held.engine, citation); }),
      entries: held.engine.bibliography.tokens.length ? held.engine.makeBibliography()[1] : []
    };
    engines[key] = held;
    return answer;
  }

  return {
    render: render,
    locale: locale,
    supply: function (given) { locales = given; return true; }
  };
})();
