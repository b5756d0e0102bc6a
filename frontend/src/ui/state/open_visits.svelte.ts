/** The visit that stands on the screen, and how one is opened from what the tablet keeps. */
import type { Session } from '../../db/tablet';
import { checklistOf } from '../../domain/inspection_review';
import type { Json } from '../../domain/json';
import { packFromDocument } from '../../domain/pack_document';
import type { FacilityReference } from '../../domain/references';
import type { Pack } from '../../domain/standards';
import type { EvidenceBytes } from './evidence';
import type { Standards } from './standards';
import { Visit } from './visit.svelte';

/** `not_here`: a document that it rests on has not arrived. */
export type OpenProblem = 'not_here' | 'storage';

export class OpenVisits {
  /** On the screen at this moment. */
  current = $state.raw<Visit | null>(null);
  private readonly packs = new Map<string, { readonly pack: Pack; readonly document: Json }>();

  constructor(private readonly session: () => Session | null) {}

  async open(insp: string): Promise<Visit | OpenProblem> {
    const session = this.session();
    if (session === null) return 'storage';
    const opened = await session.inspections.openInspection(insp).catch(() => null);
    if (opened === null) return 'storage';
    try {
      const facility = await session.references.facility(
        String(opened.model.value(opened.model.own, 'facility')),
      );
      const named = checklistOf(opened.model);
      const checklist = named === null ? null : await session.references.checklist(named.id, named.version);
      const standards = facility === null ? null : await this.standardsAt(session, facility);
      if (facility !== null && checklist !== null && standards !== null) {
        return new Visit(opened, facility, checklist, standards);
      }
    } catch {
      opened.close();
      return 'storage';
    }
    opened.close();
    return 'not_here';
  }

  /** Bytes of the photographs of one visit. */
  evidence(insp: string): EvidenceBytes {
    const photos = () => {
      const session = this.session();
      if (session === null) throw new Error('the app is locked');
      return session.photos;
    };
    return {
      keep: async (bytes, mime, thumbnail) => photos().keep(insp, bytes, mime, thumbnail),
      read: async (sha) => photos().read(sha),
      thumbnail: async (sha) => photos().thumbnail(sha),
      intend: async (entity, field) => photos().beginIntent(insp, entity, field),
      intended: async () => {
        const all = await photos().intents();
        return all.filter((one) => one.insp === insp).map(({ id, e, f }) => ({ id, entity: e, field: f }));
      },
      settle: async (id) => photos().endIntent(id),
    };
  }

  forget(): void {
    this.current = null;
    this.packs.clear();
  }

  private async standardsAt(session: Session, { facility }: FacilityReference): Promise<Standards | null> {
    const reference = await session.references.standards();
    if (reference === null) return null;
    const names = [reference.main, ...(reference.norms[facility.country] ?? [])];
    const read = await Promise.all(names.map((name) => this.pack(session, name)));
    const [main, ...norms] = read.filter((one) => one !== null);
    if (main === undefined || norms.length + 1 < names.length) return null;
    const documents = [main, ...norms].map((one) => one.document);
    return { main: main.pack, norms: norms.map((one) => one.pack), documents };
  }

  private async pack(session: Session, name: string) {
    const sha = (await session.references.held())[`pack/${name}`];
    if (sha === undefined) return null;
    const known = this.packs.get(sha);
    if (known !== undefined) return known;
    const document = await session.references.pack<Json>(name);
    if (document === null) return null;
    const read = { pack: packFromDocument(document), document };
    this.packs.set(sha, read);
    return read;
  }
}
