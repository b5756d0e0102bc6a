/** What every other screen says. */
import notes from './notes.json';
import photos from './photos.json';
import questions from './questions.json';
import rooms from './rooms.json';
import sampling from './sampling.json';
import score from './score.json';
import settings from './settings.json';
import sign from './sign.json';
import sync from './sync.json';
import team from './team.json';
import terms from './terms.json';

export default { notes, photos, questions, rooms, sampling, score, settings, sign, sync, team, terms };
