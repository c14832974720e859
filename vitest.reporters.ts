/** With TEST_RESULTS=<file>, the results are also written there as JSON: .ci/run adds them up. */
export function reporters() {
  const file = process.env['TEST_RESULTS'];
  return file === undefined ? {} : { reporters: ['default', 'json'], outputFile: { json: file } };
}
