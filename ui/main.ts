// The first script of every page: the frame and nothing else. Pages that are not needed at once are loaded by their route.
import './frame/app.ts'
