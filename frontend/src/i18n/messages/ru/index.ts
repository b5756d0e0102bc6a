import common from './common.json';
import lock from './lock.json';
import notes from './notes.json';
import photos from './photos.json';
import questions from './questions.json';
import rooms from './rooms.json';
import sampling from './sampling.json';
import score from './score.json';
import settings from './settings.json';
import sign from './sign.json';
import sync from './sync.json';
import terms from './terms.json';
import today from './today.json';

export default { common, lock, notes, photos, questions, rooms, sampling, score, settings, sign, sync, terms, today };
