

def main():
    paths = [(name, color, path()) for name, color, path in RUNS]
    if "--json" in sys.argv:
        print(json.dumps([{"label": name, "x": path.tolist()} for name, _, path in paths]))
        return
    for name, _, path in paths:
        print(f"{name}: {len(path) - 1} steps, f = {f(*path[-1]):.6g} at ({path[-1][0]:.6g}, {path[-1][1]:.6g})")

    import matplotlib.pyplot as plt
    from matplotlib.animation import FuncAnimation

    figure, axes = plt.subplots(figsize=(9, 6.2))
    x, y = np.meshgrid(np.linspace(*BOX[:2], 300), np.linspace(*BOX[2:], 300))
    z = f(x, y) + 0 * x
    levels = np.unique(np.quantile(z[np.isfinite(z)], np.linspace(0.01, 0.97, 20)))
    if len(levels) > 1:
        axes.contourf(x, y, z, levels, cmap="Blues", extend="both", alpha=0.6)
        axes.contour(x, y, z, levels, colors="0.5", linewidths=0.5)
    axes.set(xlim=BOX[:2], ylim=BOX[2:], aspect="equal", title=TITLE, xlabel="x", ylabel="y")
    lines = [axes.plot([], [], color=color, label=name, linewidth=2)[0] for name, color, _ in paths]
    heads = [axes.plot([], [], "o", color=color, markeredgecolor="white")[0] for _, color, _ in paths]
    axes.legend(loc="upper left")
    last = max(len(path) for _, _, path in paths)

    def draw(k):
        for (_, _, path), line, head in zip(paths, lines, heads):
            seen = path[: k + 1]
            line.set_data(*seen.T)
            head.set_data(*seen[-1:].T)
        return lines + heads

    animation = FuncAnimation(figure, draw, frames=range(0, last, max(1, last // 400)), interval=60, blit=True)
    files = [word for word in sys.argv[1:] if not word.startswith("-")]
    if files and files[0].endswith((".png", ".svg", ".pdf")):
        draw(last)
        figure.savefig(files[0])
    elif files:
        animation.save(files[0])
    else:
        plt.show()


if __name__ == "__main__":
    main()
