import sys
from tests.e2e.test_accessibility import *
def test_probe(phone):
    visit = Visit.begin(phone.page)
    page = visit.page
    visit.open_room("1-01")
    visit.measure(4, "4.20", "2.50")
    cdp = page.context.new_cdp_session(page)
    cdp.send("Emulation.setCPUThrottlingRate", {"rate": 6})
    page.evaluate("""(insp) => { location.hash = '#/visit/' + insp + '/sign'; window.out = []; const t0 = performance.now(); let last = ''; let did = false;
      const loop = () => {
        const c = document.querySelector('canvas');
        if (c && !did) { did = true; c.scrollIntoView({block: 'center'}); }
        const b = c?.getBoundingClientRect();
        const now = JSON.stringify([b?.top, scrollY, document.querySelectorAll('#summary ~ dl dt').length, document.querySelectorAll('h2').length]);
        if (now !== last) { window.out.push([Math.round(performance.now() - t0), now]); last = now; }
        requestAnimationFrame(loop); };
      loop(); }""", visit.insp)
    page.wait_for_timeout(8000)
    for g in page.evaluate("window.out"): print(g, file=sys.stderr)
