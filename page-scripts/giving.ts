/** Pages on which a link is given to somebody. Without it, its address is chosen by hand, and there is SMS and e-mail. */
import { offerLinks } from './parts/give.ts';

offerLinks();
