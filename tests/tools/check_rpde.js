/* Walks a feed with OpenActive's RPDE validator: node check_rpde.js URL [most pages]. */
const { RpdeValidator } = require('@openactive/rpde-validator');

const [url, pages] = process.argv.slice(2);

RpdeValidator(url, { pageLimit: Number(pages || 50), requestDelayMs: 0 }).then((log) => {
  const found = log.pages.flatMap((page) => page.errors.map((one) => ({
    url: page.url,
    rule: one.rule,
    type: one.type,
    severity: one.severity,
    message: one.message,
  })));
  process.stdout.write(JSON.stringify({ pages: log.pages.length, found }));
});
