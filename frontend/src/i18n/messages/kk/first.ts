/** What the first screens say: unlocking, letting in, the list of visits. */
import common from './common.json';
import lock from './lock.json';
import today from './today.json';

export default { common, lock, today };
