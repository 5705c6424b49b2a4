// One fixture of the official CSL test suite, driven as its README describes.
var suite = function (fixture) {
  var items = {};
  fixture.INPUT.forEach(function (item) { items[item.id] = item; });
  var engine = new CSL.Engine(
    {
      retrieveLocale: reportkit.locale,
      retrieveItem: function (key) { return items[key]; }
    },
    fixture.CSL
  );
  if (!fixture.CITATIONS) {
    engine.updateItems(fixture.INPUT.map(function (item) { return item.id; }));
  }
  var words;
  if (fixture.CITATIONS) {
    words = run(engine, fixture.CITATIONS);
  } else {
    var clusters = fixture["CITATION-ITEMS"] ||
      [engine.registry.reflist.map(function (item) { return { id: item.id }; })];
    words = clusters.map(function (cluster) { return engine.makeCitationCluster(cluster); }).join("\n");
  }
  if (fixture.MODE === "bibliography") {
    var list = engine.makeBibliography();
    words = list[0].bibstart + list[1].join("") + list[0].bibend;
  }
  return words;

  function run(engine, citations) {
    var order = [], printed = {}, touched;
    citations.forEach(function (citation) {
      var answer = engine.processCitationCluster(citation[0], citation[1], citation[2]);
      touched = {};
      answer[1].forEach(function (one) { printed[one[2]] = one[1]; touched[one[2]] = true; });
      order = citation[1].concat([[citation[0].citationID]], citation[2]).map(function (pair) { return pair[0]; });
    });
    return order.map(function (key, number) {
      return (touched[key] ? ">>" : "..") + "[" + number + "] " + printed[key];
    }).join("\n");
  }
};
true;
