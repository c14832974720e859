/** With SHORT_WAY=off the tests run as the service does then: by the libraries alone. */
import { leaveShortWay } from '../../src/credentials/canonical/short-way.ts';

if (process.env['SHORT_WAY'] === 'off') leaveShortWay();
