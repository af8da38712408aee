// The page and the command line give the same numbers, to the last bit, transcendental functions included.
import { execFileSync } from 'node:child_process'
import { expect, test } from './helpers.mjs'
import { open, report } from './hands.mjs'

const LINKS = [
  '#v=1&f=sixhump&x0=-1,-0.5;1.5,0.75;-0.8,0.25&o=gd~rate=0.1&n=30&tol=0&xtol=1e-4',
  '#v=1&f=ackley&x0=2.3,-1.7&o=gd~rate=0.05;momentum~rate=0.02;adam~rate=0.1;nadam~rate=0.1&n=120&tol=0',
  '#v=1&f=rastrigin&x0=2.2,-1.7;0.4,3.3&o=rmsprop~rate=0.03;adagrad~rate=0.2;adadelta;adamax;radam;lion&n=100&tol=0',
  '#v=1&f=griewank&x0=5,7&o=nesterov~rate=1;amsgrad~rate=0.3;adamw~rate=0.2&n=150&tol=0',
  '#v=1&f=exp(sin(3*x))*cosh(y/2)+log(1+x^2)+atan(x*y)-sqrt(1+y^2)&x0=1.3,-0.7&o=gd~rate=0.05;adam~rate=0.05&n=80&tol=0',
  '#v=1&f=tanh(a*x)^2+abs(y)^1.5+acos(x/20)*asin(y/20)+log10(2+cos(pi*x))&p=a=0.7&x0=2,3&o=momentum~rate=0.05;gd~rate=0.1~rate.schedule=cosine~rate.period=40&n=80&tol=0',
  '#v=1&f=rosenbrock&x0=-1.2,1&o=gd~rate=0.1;gd~rate=0.1~clip_norm=1;adam~rate=0.1~form=lecture&n=60&tol=0',
]

for (const link of LINKS) {
  test(`the same bits: ${link.slice(5, 70)}`, async ({ page }) => {
    await open(page, link)
    const there = await report(page)
    const text = execFileSync('cargo', ['run', '--quiet', '--package', 'descent-cli', '--', 'run', link, '--json'], {
      encoding: 'utf8',
      maxBuffer: 1 << 28,
    })
    const here = JSON.parse(text)
    expect(there.runs.length).toBeGreaterThan(0)
    expect(there.runs).toEqual(here.runs)
    expect(there.link).toBe(here.link)
  })
}
